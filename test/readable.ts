/** What a person reads in a piece of HTML: its words, with plain spaces and apostrophes, so that sentences can be looked for. */

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

export function readable(html: string): string {
  const body = html.slice(Math.max(0, html.indexOf('<body')));
  const words = body.replace(/<(style|script)[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]*>/g, '');
  return plainWords(words.replace(/&([a-z]+|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole));
}

export function plainWords(text: string): string {
  return text
    .replaceAll('’', "'")
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .trim();
}
