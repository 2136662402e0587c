import { Fragment } from 'react';
import { type HelpEntry, parts } from './entries.ts';

interface EntryProps {
  readonly entry: HelpEntry;
  /** The words of a search, to be marked. */
  readonly terms?: readonly string[];
  /** What a click on the title does, where it leads somewhere. */
  readonly onTitle?: () => void;
}

/** One piece of the help. */
export function Entry({ entry, terms = [], onTitle }: EntryProps) {
  const title = <Marked text={entry.title} terms={terms} />;
  return (
    <article>
      <h3>
        {onTitle ? (
          <button type="button" className="leads" onClick={onTitle}>
            {title}
          </button>
        ) : (
          title
        )}
      </h3>
      {entry.texts.map((text) => (
        <p key={text}>
          <Marked text={text} terms={terms} />
        </p>
      ))}
      {entry.words && (
        <dl>
          {entry.words.map(([word, what]) => (
            <div key={word}>
              <dt>
                <Marked text={word} terms={terms} />
              </dt>
              <dd>
                <Marked text={what} terms={terms} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {entry.picture && <img src={entry.picture.src} alt={entry.picture.alt} />}
    </article>
  );
}

function Marked({ text, terms }: { readonly text: string; readonly terms: readonly string[] }) {
  return parts(text, terms).map((part, i) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have nothing but their order.
    return i % 2 === 1 ? <mark key={i}>{part}</mark> : <Fragment key={i}>{part}</Fragment>;
  });
}
