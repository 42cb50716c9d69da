import { App, Button, Card, Checkbox, Col, Form, Input, InputNumber, Row, Select, Upload } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { ProblemAlert } from '../../kit/problem.tsx';
import { useGroupsText } from './groups-texts.ts';
import { useUnits } from './units.ts';
import { VolunteerPicker } from './volunteer-picker.tsx';

const MOST_MINUTES = 60_000;

interface Training {
  people: string[];
  name: string;
  content: string;
  minutes: number;
  provider: string;
  trainedOn: string;
}

function TrainingForm({ unit }: { unit: string }) {
  const text = useGroupsText();
  const { message } = App.useApp();
  const [form] = Form.useForm<Training>();
  const saving = useMutation({
    mutationFn: (training: Training) => api.post('/trainings', { unit, ...training }),
    onSuccess: () => {
      void message.success(text('saved'));
      form.resetFields();
    },
  });
  const needed = [{ required: true, message: text('needed') }];
  return (
    <Card title={text('training')}>
      <Form<Training> form={form} layout="vertical" onFinish={(training) => saving.mutate(training)}>
        <Form.Item name="people" label={text('people')} rules={needed}>
          <VolunteerPicker unit={unit} isMany />
        </Form.Item>
        <Form.Item name="name" label={text('name')} rules={needed}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="content" label={text('content')} rules={needed}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <Form.Item name="minutes" label={text('minutes')} rules={needed}>
          <InputNumber min={1} max={MOST_MINUTES} precision={0} />
        </Form.Item>
        <Form.Item name="provider" label={text('provider')} rules={needed}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="trainedOn" label={text('trained-on')} rules={needed}>
          <Input type="date" />
        </Form.Item>
        <ProblemAlert error={saving.error} />
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          {text('save')}
        </Button>
      </Form>
    </Card>
  );
}

interface Commendation {
  person: string;
  name: string;
  grantedBy: string;
  grantedOn: string;
  isHigh?: boolean;
}

function CommendationForm({ unit }: { unit: string }) {
  const text = useGroupsText();
  const { message } = App.useApp();
  const [form] = Form.useForm<Commendation>();
  const [paper, setPaper] = useState<File>();
  const saving = useMutation({
    mutationFn: async (given: Commendation) => {
      const sent = new FormData();
      if (paper !== undefined) sent.append('file', paper, paper.name);
      const file = paper === undefined ? undefined : (await api.post<{ id: string }>('/files', sent)).id;
      await api.post('/commendations', {
        unit,
        ...given,
        isHigh: given.isHigh === true,
        ...(file === undefined ? {} : { paper: file }),
      });
    },
    onSuccess: () => {
      void message.success(text('saved'));
      form.resetFields();
      setPaper(undefined);
    },
  });
  const needed = [{ required: true, message: text('needed') }];
  return (
    <Card title={text('commendation')}>
      <Form<Commendation> form={form} layout="vertical" onFinish={(given) => saving.mutate(given)}>
        <Form.Item name="person" label={text('person')} rules={needed}>
          <VolunteerPicker unit={unit} isMany={false} />
        </Form.Item>
        <Form.Item name="name" label={text('commendation.name')} rules={needed}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="grantedBy" label={text('granted-by')} rules={needed}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="grantedOn" label={text('granted-on')} rules={needed}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="isHigh" valuePropName="checked">
          <Checkbox>{text('is-high')}</Checkbox>
        </Form.Item>
        <Form.Item label={text('paper')}>
          <Upload
            maxCount={1}
            accept="image/*,.pdf"
            fileList={paper === undefined ? [] : [{ uid: 'paper', name: paper.name }]}
            beforeUpload={(file) => {
              setPaper(file);
              return false;
            }}
            onRemove={() => setPaper(undefined)}
          >
            <Button>{text('choose')}</Button>
          </Upload>
        </Form.Item>
        <ProblemAlert error={saving.error} />
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          {text('save')}
        </Button>
      </Form>
    </Card>
  );
}

/** Training and commendations of the unit's volunteers. */
export function RecordGroups() {
  const text = useGroupsText();
  const units = useUnits();
  const [chosen, setChosen] = useState<string>();
  const unit = chosen ?? units[0]?.unit;
  if (unit === undefined) return <p>{text('no-unit')}</p>;
  return (
    <>
      <p className="desk-wrap">{text('about')}</p>
      {units.length > 1 ? (
        <Select
          aria-label={text('unit')}
          value={unit}
          onChange={setChosen}
          options={units.map((one) => ({ value: one.unit, label: one.name }))}
        />
      ) : null}
      <Row gutter={[16, 16]}>
        <Col xs={24} lg={12}>
          <TrainingForm unit={unit} />
        </Col>
        <Col xs={24} lg={12}>
          <CommendationForm unit={unit} />
        </Col>
      </Row>
    </>
  );
}
