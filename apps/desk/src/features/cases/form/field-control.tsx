import { DatePicker, Input, InputNumber, Radio, Select, Switch } from 'antd';
import type { Field } from '@zhongzhi/casework/contract';
import { URGENCIES, URGENCY_LABELS } from '@zhongzhi/casework/contract';
import type { ReactElement } from 'react';
import { useLanguage } from '../../../i18n.ts';
import { OrganisationSelect, PersonSelect, RegionSelect } from '../../directory/choices.tsx';
import { CategorySelect } from '../category-select.tsx';
import { useFormText } from '../texts.ts';
import { CaseSelect } from './case-select.tsx';
import { PointControl } from './point-control.tsx';
import { UploadControl } from './upload-control.tsx';

/** What the form item hands to its control. */
interface Bound {
  readonly id?: string;
  readonly value?: unknown;
  readonly onChange?: (value: unknown) => void;
  readonly checked?: boolean;
}

interface Props extends Bound {
  readonly field: Field;
  readonly caseType: string | undefined;
}

/** The control of one field, by its kind. */
export function FieldControl({ field, caseType, ...bound }: Props): ReactElement {
  const text = useFormText();
  const { say } = useLanguage();
  const props = bound as never as object;
  const optional = { allowClear: field.required !== true };
  const choose = text('choose');
  switch (field.kind) {
    case 'long-text':
      return (
        <Input.TextArea {...props} autoSize={{ minRows: 3, maxRows: 10 }} maxLength={field.most ?? 5000} showCount />
      );
    case 'choice':
    case 'choices':
      return (
        <Select
          {...props}
          {...optional}
          placeholder={choose}
          options={(field.options ?? []).map(({ value, label }) => ({ value, label: say(label) }))}
          {...(field.kind === 'choices' ? { mode: 'multiple' as const } : {})}
        />
      );
    case 'urgency':
      return (
        <Select
          {...props}
          {...optional}
          placeholder={choose}
          options={URGENCIES.map((value) => ({ value, label: say(URGENCY_LABELS[value]) }))}
        />
      );
    case 'number':
      return <InputNumber {...props} style={{ width: '100%' }} />;
    case 'money':
      return <InputNumber {...props} style={{ width: '100%' }} min={0} precision={2} suffix={text('money.unit')} />;
    case 'date':
      return <DatePicker {...props} style={{ width: '100%' }} />;
    case 'instant':
      return (
        <DatePicker
          {...props}
          showTime={{ format: 'HH:mm', minuteStep: 5 }}
          format="YYYY-MM-DD HH:mm"
          style={{ width: '100%' }}
        />
      );
    case 'yes-no':
      // What must be answered has no answer to begin with: a switch would answer no.
      return field.required === true ? (
        <Radio.Group
          {...props}
          options={[
            { value: true, label: text('yes') },
            { value: false, label: text('no') },
          ]}
        />
      ) : (
        <Switch {...props} />
      );
    case 'phone':
      return <Input {...props} inputMode="tel" maxLength={11} autoComplete="off" />;
    case 'id-number':
      return <Input {...props} maxLength={18} autoComplete="off" />;
    case 'point':
      return <PointControl {...props} />;
    case 'place':
      return <RegionSelect {...props} {...optional} />;
    case 'category':
      return <CategorySelect {...props} {...optional} />;
    case 'photos':
    case 'files':
      return <UploadControl {...props} most={field.most ?? 9} isPhotos={field.kind === 'photos'} />;
    case 'organisation':
    case 'organisations':
      return (
        <OrganisationSelect
          {...props}
          {...optional}
          kinds={field.organisationKinds}
          isMultiple={field.kind === 'organisations'}
        />
      );
    case 'person':
      return <PersonSelect {...props} {...optional} />;
    case 'case':
      return <CaseSelect {...props} {...optional} type={caseType} />;
    default:
      return <Input {...props} maxLength={field.most ?? 200} />;
  }
}
