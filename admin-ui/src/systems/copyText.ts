/**
 * Copies a text. Browsers keep the clipboard from pages on plain http, which an intranet may use: there the field that
 * shows the text is selected, and the browser asked to copy it.
 */
export async function copyText(text: string, field: HTMLInputElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field?.focus();
    field?.select();
    try {
      return field !== null && document.execCommand('copy');
    } catch {
      return false;
    }
  }
}
