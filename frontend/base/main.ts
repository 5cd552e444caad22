/** What every page uses: htmx, the theme choice, receipts, menus, dialogs, drafts and file drops. */
import htmx from "htmx.org";
import { bindAutosave } from "../autosave/autosave";
import { bindDialogs } from "./dialogs";
import { bindDrops } from "../drop/drop";
import { bindIdentity } from "../report/identity";
import { bindMenus } from "./menus";
import { bindTheme } from "../theme/theme";
import { bindToasts } from "../toasts/toasts";

const root = document.documentElement;
root.classList.add("has-js");

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;

bindTheme(document);
bindMenus(document);
bindDialogs(document);
bindToasts(document);
bindAutosave(document);
bindDrops(document);
bindIdentity(document);

document.querySelector<HTMLElement>("[data-errors]")?.focus();
