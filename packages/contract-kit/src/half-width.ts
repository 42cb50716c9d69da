/** Narrows full-width ASCII (U+FF01–FF5E) and the ideographic space, as Chinese keyboards produce them. */
export const toHalfWidth = (text: string): string =>
  text
    .replace(/[\uFF01-\uFF5E]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ');
