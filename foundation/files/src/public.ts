export { attachFiles, fileNamesOf, ownUpload, readFileContent, removeFiles, type FileAccess } from './attach.ts';
export { keepUpload, MOST_BYTES, type KeptFile } from './keep-upload.ts';
