/** The report form as plain values, and back: what is kept in the phone and what is sent. */

const NEVER_KEPT = new Set(["csrfmiddlewaretoken"]);

/** Every filled field; a report that is made now carries when that was, since it may be sent much later. */
export function fieldsOf(form: HTMLFormElement, now: Date): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of new FormData(form).entries())
    if (typeof value === "string" && value && !NEVER_KEPT.has(name)) found[name] = value;
  found["at"] = now.toISOString();
  return found;
}

/** Put kept values back; radio buttons and fields that are no longer there are passed over. */
export function fill(form: HTMLFormElement, fields: Record<string, string>): void {
  for (const element of form.elements) {
    if (!(element instanceof HTMLInputElement || element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement)) continue;
    if (!element.name || NEVER_KEPT.has(element.name)) continue;
    const kept = fields[element.name];
    if (element instanceof HTMLInputElement && element.type === "radio") element.checked = element.value === kept;
    else if (kept !== undefined) element.value = kept;
  }
}

/** Ready for the next event: what and how many are asked anew, place and time stay. */
export function next(form: HTMLFormElement, key: string): void {
  for (const element of form.elements) {
    if (element instanceof HTMLInputElement && element.name === "category") element.checked = false;
    if (element instanceof HTMLInputElement && element.name === "band") element.checked = element.value === "1";
    if (element instanceof HTMLInputElement && element.name === "key") element.value = key;
    if (element instanceof HTMLInputElement && element.name === "photo_kept") element.value = "";
    if (element instanceof HTMLTextAreaElement) element.value = "";
  }
}

/** When it happened, roughly, for asking whether it has been reported already. */
export function momentOf(fields: Record<string, string>, now: Date): string {
  if (fields["when"] === "between" && fields["began"]) return fields["began"];
  const back = fields["when"] === "yesterday" ? 24 * 3600 * 1000 : 0;
  return new Date(now.getTime() - back).toISOString();
}
