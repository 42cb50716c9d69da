import { Button, Card, Checkbox, Form, Input, Select, Space } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { useSession } from '../../app/session.ts';
import { ProblemAlert } from '../../kit/problem.tsx';
import { useGroupsText } from './groups-texts.ts';
import { useUnits } from './units.ts';

const GROUPS = ['basics', 'service', 'training', 'commendation', 'evaluation'] as const;
const DISTRICT_DIGITS = 6;

interface Asked {
  unit: string;
  from: string;
  to: string;
  wholeNumbers?: boolean;
  reason: string;
}

/** The five groups of records of the unit, or of the district, as sheets. */
export function ExportRecords() {
  const text = useGroupsText();
  const units = useUnits();
  const roles = useSession()?.person?.roles ?? [];
  const isDistrict = roles.some(
    ({ role, place }) => role === 'district-administrator' && place?.length === DISTRICT_DIGITS,
  );
  const asking = useMutation({
    mutationFn: ({ unit, ...asked }: Asked) =>
      api.post<{ id: string }>('/service-exports', { ...asked, ...(unit === '' ? {} : { unit }) }),
  });
  const needed = [{ required: true, message: text('needed') }];
  const options = [
    ...units.map(({ unit, name }) => ({ value: unit, label: name })),
    ...(isDistrict ? [{ value: '', label: text('export.district') }] : []),
  ];
  const id = asking.data?.id;
  return (
    <>
      <p className="desk-wrap">{text('export.about')}</p>
      <Form<Asked>
        layout="vertical"
        style={{ maxWidth: 480 }}
        initialValues={{ unit: options[0]?.value }}
        onFinish={(asked) => asking.mutate(asked)}
      >
        <Form.Item
          name="unit"
          label={text('export.unit')}
          rules={[{ required: options[0]?.value !== '', message: text('needed') }]}
        >
          <Select options={options} />
        </Form.Item>
        <Form.Item name="from" label={text('export.from')} rules={needed}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="to" label={text('export.to')} rules={needed}>
          <Input type="date" />
        </Form.Item>
        <Form.Item
          name="reason"
          label={text('export.reason')}
          rules={[{ required: true, min: 4, message: text('needed') }]}
        >
          <Input.TextArea rows={2} maxLength={300} showCount />
        </Form.Item>
        <Form.Item name="wholeNumbers" valuePropName="checked">
          <Checkbox>{text('export.whole')}</Checkbox>
        </Form.Item>
        <ProblemAlert error={asking.error} />
        <Button type="primary" htmlType="submit" loading={asking.isPending}>
          {text('export.ask')}
        </Button>
      </Form>
      {id === undefined ? null : (
        <Card size="small" title={text('export.ready')} style={{ marginBlockStart: 16 }}>
          <Space wrap>
            {GROUPS.map((group) => (
              <Button key={group} href={`/api/v1/service-exports/${id}/${group}.csv`} download>
                {text(`group.${group}`)}
              </Button>
            ))}
          </Space>
        </Card>
      )}
    </>
  );
}
