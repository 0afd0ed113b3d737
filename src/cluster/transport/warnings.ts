/** The texts of the Warning headers of an answer (RFC 7234): `299 agent "text"`, several separated by commas. */
export function warningTexts(headers: readonly string[]): string[] {
  return headers.flatMap((header) =>
    Array.from(header.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"(?: "[^"]*")?/gs), ([, text]) =>
      Buffer.from(text!.replace(/\\(.)/gs, '$1'), 'latin1').toString('utf8'),
    ),
  )
}
