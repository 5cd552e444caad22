/** `command="show-modal"` for browsers that do not know invoker commands yet. */
export function bindDialogs(page: Document): void {
  if ("commandForElement" in HTMLButtonElement.prototype) return;
  page.addEventListener("click", (event) => {
    const button = (event.target as Element).closest?.<HTMLButtonElement>("button[commandfor]");
    const target = button && page.getElementById(button.getAttribute("commandfor") ?? "");
    if (!(target instanceof HTMLDialogElement)) return;
    const command = button?.getAttribute("command");
    if (command === "show-modal") target.showModal();
    if (command === "close") target.close();
  });
}
