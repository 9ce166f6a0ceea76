export type TemplatePart = { text: string } | { variable: string };

// Doubled braces first: they are literal ones.
const parts = /\{\{|\}\}|\{([\p{L}\p{Nd}_]{1,32})\}|[{}]|[^{}]+/gu;

/** The parts of a text with variables in braces; undefined when a brace or a variable name is wrong. */
export function readTemplate(source: string): TemplatePart[] | undefined {
  const found: TemplatePart[] = [];
  for (const [part, variable] of source.matchAll(parts)) {
    if (variable !== undefined) {
      found.push({ variable });
    } else if (part === '{' || part === '}') {
      return undefined;
    } else {
      found.push({ text: part === '{{' ? '{' : part === '}}' ? '}' : part });
    }
  }
  return found;
}

/** The text with values; a variable without one stays in braces. */
export function renderTemplate(source: string, values: Record<string, string | undefined>): string {
  return (readTemplate(source) ?? [{ text: source }])
    .map((part) => ('text' in part ? part.text : values[part.variable] || `{${part.variable}}`))
    .join('');
}
