import { VERSION_KINDS, type Version } from '../../shared/draft/versions.ts';
import { formatTime } from '../ui/format.ts';

interface VersionListProps {
  readonly versions: readonly Version[];
  readonly chosen: string | undefined;
  onChoose(id: string): void;
}

/** The versions of a draft, the newest first; arrows go from one to the next. */
export function VersionList({ versions, chosen, onChoose }: VersionListProps) {
  return (
    <fieldset className="versions">
      <legend>版本</legend>
      {versions.map((version) => (
        <label key={version.id} className={version.name === null ? 'version' : 'version named'}>
          <input
            type="radio"
            name="version"
            checked={version.id === chosen}
            onChange={() => onChoose(version.id)}
          />
          <span className="version-time">{formatTime(version.createdAt)}</span>
          <span className="version-kind">{VERSION_KINDS[version.kind]}</span>
          {version.name !== null && <b className="version-name">★ {version.name}</b>}
        </label>
      ))}
    </fieldset>
  );
}

/** A version in a sentence: 今天 09:05 一上稿. */
export function titleOf({ kind, name, createdAt }: Version): string {
  return `${formatTime(createdAt)} ${name ?? VERSION_KINDS[kind]}`;
}
