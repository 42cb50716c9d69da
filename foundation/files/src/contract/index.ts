/** What `POST /api/v1/files` answers. */
export interface UploadedFile {
  readonly id: string;
  readonly kind: 'image' | 'document';
  readonly name: string;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
}
