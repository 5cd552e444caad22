/** The reader's own choice of appearance; the server reads the same cookie, so no page flashes. */
export type Appearance = "" | "light" | "dark" | "high";

export const COOKIE = "samplats_theme";
const KNOWN: readonly string[] = ["light", "dark", "high"];

export function chosen(cookies: string): Appearance {
  const value = cookies.match(new RegExp(`(?:^|; )${COOKIE}=(\\w*)`))?.[1] ?? "";
  return KNOWN.includes(value) ? (value as Appearance) : "";
}

export function attributes(choice: Appearance): { theme: string | undefined; contrast: string | undefined } {
  if (choice === "") return { theme: undefined, contrast: undefined };
  return { theme: choice === "dark" ? "dark" : "light", contrast: choice === "high" ? "high" : undefined };
}

export function apply(root: HTMLElement, choice: Appearance): void {
  const { theme, contrast } = attributes(choice);
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  if (contrast) root.dataset.contrast = contrast;
  else delete root.dataset.contrast;
}

export function bindTheme(page: Document): void {
  const mark = (): void => {
    const choice = chosen(page.cookie);
    for (const button of page.querySelectorAll<HTMLElement>("[data-theme-choice] [data-value]"))
      button.setAttribute("aria-pressed", String(button.dataset.value === choice));
  };
  page.addEventListener("click", (event) => {
    const button = (event.target as Element).closest?.<HTMLElement>("[data-theme-choice] [data-value]");
    if (!button) return;
    const choice = (button.dataset.value ?? "") as Appearance;
    const secure = page.location.protocol === "https:" ? "; Secure" : "";
    const age = choice ? 31536000 : 0;
    page.cookie = `${COOKIE}=${choice}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
    apply(page.documentElement, choice);
    mark();
    page.dispatchEvent(new CustomEvent("appearance"));
  });
  mark();
}
