/** The worker process: reads files nobody can vouch for, apart from the window and its data. */
import { TASKS } from './files/tasks.ts';
import { serveTasks } from './files/worker-server.ts';

serveTasks(TASKS);
