import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type {} from '../../../dist/react.js';

const Admin = () => {
  const [order, setOrder] = useState('SS-1');
  const [tab, setTab] = useState<'all' | 'attention'>('all');
  const [isShown, setShown] = useState(true);
  const [drawn, setDrawn] = useState(1);
  const [received, setReceived] = useState<string[]>([]);
  const receive = (words: string) => setReceived((before) => [...before, words]);
  return (
    <>
      <button type="button" onClick={() => setOrder('SS-2')}>
        Next order
      </button>
      <button type="button" onClick={() => setTab('attention')}>
        What needs attention
      </button>
      <button type="button" onClick={() => setShown(!isShown)}>
        Show or hide
      </button>
      <button type="button" onClick={() => setDrawn(drawn + 1)}>
        Draw again
      </button>
      <p>Drawn {drawn} times</p>
      <attention-badge
        href="/activity"
        poll-interval={30}
        onflagpost-count={({ detail }) => receive(`count ${detail.count}`)}
      >
        Activity
      </attention-badge>
      {isShown && (
        <order-timeline
          order-id={order}
          onflagpost-resolve={({ detail }) => receive(`resolved ${detail.event.order_id}`)}
        />
      )}
      <activity-feed
        orderHref="/orders/{order_id}"
        page-size="5"
        tab={tab}
        sync-url={false}
        onflagpost-open={(event) => {
          event.preventDefault();
          receive(`open ${event.detail.order_id}`);
        }}
      />
      <ul>
        {received.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </>
  );
};

createRoot(document.querySelector('#admin')!).render(
  <StrictMode>
    <Admin />
  </StrictMode>,
);
