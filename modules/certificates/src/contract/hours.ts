/** Minutes as hours with at most two decimals, as the rules want service time told (order 67, art. 7). */
export const hours = (minutes: number): string => String(Math.round((minutes / 60) * 100) / 100);
