/** 待核实: what was taken over from last year, and what last year offers for an empty cell. */
import { type Address, type FormDefinition, targetOf } from '../form/definition.ts';
import type { Draft, Mark } from './draft.ts';
import type { Edit } from './edit.ts';
import { textAt } from './values.ts';

/** The cells that were carried over and that nobody has touched or confirmed yet. */
export function carriedAddresses(marks: Draft['marks']): readonly Address[] {
  return Object.keys(marks).filter((address) => marks[address]?.carried);
}

/** The cells of one section that still wait to be looked at. */
export interface CarriedSection {
  readonly id: string;
  readonly name: string;
  readonly addresses: readonly Address[];
}

/** The same cells by section: only sections that have some, in the order of the form. */
export function carriedSections(
  definition: FormDefinition,
  marks: Draft['marks'],
): readonly CarriedSection[] {
  const bySection = new Map<string, Address[]>();
  for (const address of carriedAddresses(marks)) {
    const target = targetOf(definition, address);
    const section =
      target && ('table' in target ? target.table.section : fieldSection(definition, address));
    if (section === undefined) continue;
    const known = bySection.get(section);
    if (known) known.push(address);
    else bySection.set(section, [address]);
  }
  return definition.sections.flatMap(({ id, name }) => {
    const addresses = bySection.get(id);
    return addresses ? [{ id, name, addresses }] : [];
  });
}

function fieldSection(definition: FormDefinition, address: Address): string | undefined {
  return definition.sections.find(({ rows }) =>
    rows.some((cells) => cells.some((cell) => cell.field?.address === address)),
  )?.id;
}

/** The edit that says of carried cells: looked at, and right. Other cells stay as they are. */
export function confirmCarried(draft: Draft, addresses: readonly Address[]): Edit {
  const marks = addresses.flatMap((address) => {
    const mark = draft.marks[address];
    return mark?.carried ? [[address, withoutCarried(mark)] as const] : [];
  });
  return { type: 'mark', marks };
}

function withoutCarried({ set, proposal }: Mark): Mark | null {
  if (!set && proposal === undefined) return null;
  return { ...(set && { set }), ...(proposal !== undefined && { proposal }) };
}

/** What stood here last year, where the cell is still empty; undefined where nothing is offered. */
export function proposalAt(
  definition: FormDefinition,
  draft: Draft,
  address: Address,
): string | undefined {
  const proposal = draft.marks[address]?.proposal;
  const empty = textAt(definition, draft, address) === '';
  return empty ? proposal : undefined;
}

/** The edit that takes over what is offered for these cells; cells that offer nothing stay. */
export function acceptProposal(
  definition: FormDefinition,
  draft: Draft,
  addresses: readonly Address[],
): Edit {
  const cells = addresses.flatMap((address) => {
    const proposal = proposalAt(definition, draft, address);
    return proposal === undefined ? [] : [[address, proposal] as const];
  });
  return { type: 'set', cells };
}
