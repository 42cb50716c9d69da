import { FileOutlined } from '@ant-design/icons';
import { Image } from 'antd';
import type { CaseDetail } from '@zhongzhi/casework/contract';
import { useLanguage } from '../../i18n.ts';
import { minuteOf } from '../../kit/when.ts';
import { fileAddress, smallImageAddress } from './files.ts';
import { usePageText } from './texts-page.ts';

/** Photos small, each opening large; documents as downloads. */
export function Attachments({ photos }: { photos: CaseDetail['photos'] }) {
  const text = usePageText();
  const { language } = useLanguage();
  if (photos.length === 0) return null;
  const images = photos.filter(({ kind }) => kind === 'image');
  const others = photos.filter(({ kind }) => kind !== 'image');
  return (
    <section className="desk-panel">
      <h2>{text('photos')}</h2>
      <Image.PreviewGroup>
        <div className="case-photos">
          {images.map(({ id, at }) => (
            <Image
              key={id}
              width={112}
              height={84}
              src={smallImageAddress(id)}
              alt={text('photo', { at: minuteOf(at, language) })}
              preview={{ src: fileAddress(id) }}
            />
          ))}
        </div>
      </Image.PreviewGroup>
      {others.map(({ id, name }) => (
        <p key={id}>
          <a href={fileAddress(id)} download={name}>
            <FileOutlined aria-hidden /> {name}
          </a>
        </p>
      ))}
    </section>
  );
}
