/** Links of a Markdown text to files that `exists` does not know, as they are written. Other sites and headings are not looked at. */
export const findBrokenLinks = (text: string, exists: (path: string) => boolean): readonly string[] => {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '')
  const targets = [...prose.matchAll(/\]\(<?([^()\s>]+)>?(?: "[^"]*")?\)/g)].map(([, target]) => target ?? '')
  return targets.filter((target) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(target) || target.startsWith('#')) return false
    return !exists(decodeURI(target.replace(/[?#].*$/, '')))
  })
}
