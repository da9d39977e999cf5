-- Adds a batch of tokens and of links' viewers, if the read model is where the batch begins, and trims what is to be forgotten from the sets that it touches.
-- KEYS: position hash, opens, removed viewers, freed seats, marks; ARGV: partition, expected offset, next offset, topic id, mark, the last exp to be forgotten (s), for how long members stay past their exp (s),
-- number of words about grants, for each grant: key, JSON, when it goes (s); number of words about viewers, for each link: key, id, number of words about its
-- exchanges, for each exchange: when (s), subject; then for each set: key, the last exp of these members (s), number of words about members, for each member: exp (s), jti.
-- Returns 1, or 0 where the read model is elsewhere or made from another log: nothing is changed then.
local AT_ONCE = 2000
-- What is left over goes with a later batch: a link's million tokens may end in the same second.
local TRIMMED_AT_ONCE = 2000
local at = redis.call('HMGET', KEYS[1], ARGV[1], 'topicId')
if (at[1] or '0') ~= ARGV[2] or (at[2] or ARGV[4]) ~= ARGV[4] then
  return 0
end
local i = 9
local sets = i + tonumber(ARGV[8])
while i < sets do
  redis.call('SET', ARGV[i], ARGV[i + 1], 'EXAT', ARGV[i + 2])
  i = i + 3
end
sets = i + 1 + tonumber(ARGV[i])
i = i + 1
-- The topics are folded each on its own: whichever has both facts, the removal and the viewer, counts the seat as freed (apply-control.lua has the other half).
local some_removed = i < sets and redis.call('EXISTS', KEYS[3]) == 1
local function add_viewer(key, link, at, subject)
  if redis.call('ZADD', key, 'LT', at, subject) == 1 then
    local removal = redis.call('HGET', KEYS[3], subject)
    if removal and cjson.decode(removal).link == link then
      redis.call('HINCRBY', KEYS[4], link, 1)
    end
  end
end
while i < sets do
  local key, link = ARGV[i], ARGV[i + 1]
  local words = tonumber(ARGV[i + 2])
  i = i + 3
  redis.call('HINCRBY', KEYS[2], link, words / 2)
  if some_removed then
    for at = i, i + words - 1, 2 do
      add_viewer(key, link, ARGV[at], ARGV[at + 1])
    end
  else
    redis.call('ZADD', key, 'LT', unpack(ARGV, i, i + words - 1))
  end
  i = i + words
end
local trim = TRIMMED_AT_ONCE
while i < #ARGV do
  local key, latest = ARGV[i], ARGV[i + 1]
  local last = i + 2 + tonumber(ARGV[i + 2])
  -- Most sets are new: those of a link's viewers.
  local is_new = redis.call('EXISTS', key) == 0
  for from = i + 3, last, AT_ONCE do
    redis.call('ZADD', key, unpack(ARGV, from, math.min(from + AT_ONCE - 1, last)))
  end
  if not is_new then
    if trim > 0 then
      local old = #redis.call('ZRANGEBYSCORE', key, '-inf', ARGV[6], 'LIMIT', 0, trim)
      if old > 0 then
        redis.call('ZREMRANGEBYRANK', key, 0, old - 1)
        trim = trim - old
      end
    end
    latest = redis.call('ZREVRANGE', key, 0, 0, 'WITHSCORES')[2]
  end
  if latest then
    redis.call('EXPIREAT', key, string.format('%.0f', latest + ARGV[7]))
  end
  i = last + 1
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3], 'topicId', ARGV[4])
redis.call('HSET', KEYS[5], ARGV[1], ARGV[5])
return 1
