/** A CEL string literal that evaluates to exactly `value`, whatever is in it. */
export function celString(value: string): string {
  const escaped = Array.from(value, (char) => {
    if (char === '\\' || char === "'") return `\\${char}`;
    const code = char.codePointAt(0) ?? 0;
    if (code >= 0x20 && code < 0x7f) return char;
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
  return `'${escaped.join('')}'`;
}

/** A CEL list literal of strings, in the order given. */
export function celList(values: readonly string[]): string {
  return `[${values.map(celString).join(', ')}]`;
}
