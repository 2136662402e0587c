/** Word out: the one table of a draft as the official form in a .docx. */
import type { FormDefinition } from '../form/definition.ts';
import type { Table } from '../table/lay-out.ts';
import { packDocument } from './write-package.ts';
import { rowsXml } from './write-rows.ts';

/**
 * Writes a laid-out draft as a Word document: its form's title and note, and the table.
 * @returns the bytes of a .docx, the same for the same table at any time and on any PC.
 * @throws Error where a row of the table does not cover every grid column: a programmer's mistake.
 */
export async function writeDocx(definition: FormDefinition, table: Table): Promise<Uint8Array> {
  return packDocument(definition, rowsXml(table));
}
