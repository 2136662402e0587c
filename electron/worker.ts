/** placeholder replaced by the next commit */
export {};
