/** The case type's name in addresses and forms; its shapes are those of casework. */
export const CASE_TYPE = 'supervision';
