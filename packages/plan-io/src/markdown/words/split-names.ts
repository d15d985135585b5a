const BETWEEN = /\s*[,;|]\s*(?:(?:and|und)\s+)?|\s+(?:&|\/|and|und)\s+/iu

/** Names in a row: `Platform, Core Services and Data/ML` are three. */
export const splitNames = (text: string): readonly string[] =>
  text
    .split(BETWEEN)
    .map((each) => each.trim())
    .filter((each) => each !== '')
