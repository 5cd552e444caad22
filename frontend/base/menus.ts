/** Menus made of `details` close on Escape and on a press outside; without this they still open and close. */
export function bindMenus(page: Document): void {
  const opened = (): HTMLDetailsElement[] => [...page.querySelectorAll<HTMLDetailsElement>("details.drop-menu[open]")];
  page.addEventListener("click", (event) => {
    for (const menu of opened()) if (!menu.contains(event.target as Node)) menu.open = false;
  });
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of opened()) {
      menu.open = false;
      if (menu.contains(page.activeElement)) menu.querySelector("summary")?.focus();
    }
  });
}
