import { AimOutlined } from '@ant-design/icons';
import { App, Button, InputNumber, Space } from 'antd';
import { useFormText } from '../texts.ts';

interface Value {
  readonly longitude?: number | null;
  readonly latitude?: number | null;
  readonly accuracyMetres?: number;
}

interface Props {
  readonly id?: string;
  readonly value?: Value | null;
  readonly onChange?: (value: Value | null) => void;
}

/** A place in degrees of WGS-84: typed, or read from the device. */
export function PointControl({ id, value, onChange }: Props) {
  const text = useFormText();
  const { message } = App.useApp();
  const set = (change: Value) => onChange?.({ ...value, ...change });
  const locate = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        onChange?.({
          longitude: round(coords.longitude),
          latitude: round(coords.latitude),
          accuracyMetres: Math.round(coords.accuracy),
        }),
      () => void message.warning(text('point.refused')),
      { enableHighAccuracy: true, timeout: 10_000 },
    );
  return (
    <Space wrap>
      <InputNumber
        id={id}
        aria-label={text('point.longitude')}
        placeholder={text('point.longitude')}
        value={value?.longitude ?? null}
        min={-180}
        max={180}
        step={0.0001}
        onChange={(longitude) => set({ longitude })}
      />
      <InputNumber
        aria-label={text('point.latitude')}
        placeholder={text('point.latitude')}
        value={value?.latitude ?? null}
        min={-90}
        max={90}
        step={0.0001}
        onChange={(latitude) => set({ latitude })}
      />
      <Button icon={<AimOutlined />} onClick={locate}>
        {text('point.here')}
      </Button>
    </Space>
  );
}

/** Six decimals are a tenth of a metre: more is noise. */
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
