/** What we use of word-extractor, which brings no types. */
declare module 'word-extractor' {
  interface Options {
    /** Whether to rewrite quotes, dashes and the like as plain ones; default true. */
    readonly filterUnicode?: boolean;
  }
  interface Extracted {
    getBody(options?: Options): string;
    getFootnotes(options?: Options): string;
    getEndnotes(options?: Options): string;
    getHeaders(options?: Options): string;
    getAnnotations(options?: Options): string;
    getTextboxes(options?: Options): string;
  }
  export default class WordExtractor {
    extract(source: string | Buffer): Promise<Extracted>;
  }
}
