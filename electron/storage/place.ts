/** The name of the one database in the data folder. */
export const DATABASE_FILE = 'drafts.sqlite';
