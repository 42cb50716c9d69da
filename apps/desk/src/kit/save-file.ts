/** Hands a file that came as base64 to the browser to save. */
export function saveFile(name: string, mediaType: string, base64: string): void {
  const address = URL.createObjectURL(new Blob([Uint8Array.fromBase64(base64)], { type: mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** The content of a chosen file as base64. */
export async function readBase64(file: File): Promise<string> {
  return new Uint8Array(await file.arrayBuffer()).toBase64();
}

/** Hands a text to the browser to save; the mark at its beginning tells spreadsheets that it is UTF-8. */
export function saveText(name: string, text: string): void {
  const bytes = new TextEncoder().encode(`\uFEFF${text}`);
  saveFile(name, 'text/csv;charset=utf-8', bytes.toBase64());
}
