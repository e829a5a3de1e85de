'use strict';

const $ = id => document.getElementById(id);
let platform = '';
let consumer = { topic: '', group: '' };

function show(state) {
  platform = state.platform;
  consumer = state.consumer;
  $('arrived').textContent = state.arrived;
  $('behind').textContent = state.consumer.behind ?? 'an unknown number of'; // Redis 6 does not say
  $('dead').textContent = state.consumer.deadLetters;
  $('state').textContent = state.consumer.state;
  $('state').className = state.consumer.state === 'running' ? 'state' : 'state bad';
  $('loaded').textContent = state.warehouse.loaded;
  $('failed').textContent = state.warehouse.failures;
  $('answers').textContent = state.warehouse.failing ? 'does not answer' : 'answers';
  $('answers').className = state.warehouse.failing ? 'state bad' : 'state';
  $('courses').replaceChildren(...Object.entries(state.courses).map(([course, count]) => text('li', `${course}: ${count}`)));
  $('arrivals').replaceChildren(...state.last.map(arrival => {
    const row = document.createElement('tr');
    row.append(text('td', arrival.number), text('td', arrival.course), text('td', arrival.learner), text('td', arrival.source),
      text('td', `${Math.max(0, new Date(arrival.arrived) - new Date(arrival.sent))} ms`));
    return row;
  }));
}

function text(tag, content) {
  const element = document.createElement(tag);
  element.textContent = content;
  return element;
}

async function refresh() {
  try {
    show(await (await fetch('state')).json());
  } catch (failure) {
    $('state').textContent = 'the service does not answer';
    $('state').className = 'state bad';
  }
}

async function send(method, url, body) {
  const json = body ? JSON.stringify(body) : null;
  const said = `curl -X ${method}${json ? ` -H Content-Type:application/json -d '${json}'` : ''} ${new URL(url, location)}`;
  try {
    const answer = await fetch(url, { method, headers: json ? { 'Content-Type': 'application/json' } : {}, body: json });
    $('said').textContent = `${said}\n${answer.status} ${await answer.text()}`;
  } catch (failure) {
    $('said').textContent = `${said}\n${failure}`;
  }
  await refresh();
}

const operate = body => send('POST', `actuator/openedxeventbus/${consumer.topic}/${consumer.group}`, body);

$('enroll').onclick = () => send('POST', `${platform}/enrollments`);
$('enroll-many').onclick = () => send('POST', `${platform}/enrollments?count=100`);
$('stop').onclick = () => operate({ state: 'stopped' });
$('start').onclick = () => operate({ state: 'running' });
$('redrive').onclick = () => operate({ redrive: true });
$('fail').onclick = () => send('PUT', 'warehouse?failing=true');
$('answer').onclick = () => send('PUT', 'warehouse?failing=false');

refresh();
setInterval(refresh, 1000);
