-- An answer says who gets a copy, where it used to be found when it went out. Those still to go out keep the copies a verified sender asked for.
UPDATE messages AS m SET cc = l.cc
  FROM messages l
 WHERE m.direction = 'out' AND m.kind = 'text' AND m.status IN ('queued', 'sending', 'failed', 'unknown') AND m.cc = '{}'
   AND l.id = (SELECT i.id FROM messages i WHERE i.conversation_id = m.conversation_id AND i.direction = 'in' AND NOT i.auto ORDER BY i.position DESC LIMIT 1)
   AND l.sender_verified AND l.cc <> '{}';
