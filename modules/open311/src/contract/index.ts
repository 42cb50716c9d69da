export const OPEN311_PERMISSION = 'open311.report';
