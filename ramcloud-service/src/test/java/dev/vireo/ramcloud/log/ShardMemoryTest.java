package dev.vireo.ramcloud.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.memory.EntryKind;
import dev.vireo.ramcloud.memory.MemoryConfig;
import dev.vireo.ramcloud.store.Durability;
import dev.vireo.ramcloud.store.MutationSink;
import dev.vireo.ramcloud.store.Outcome;
import dev.vireo.ramcloud.store.RejectRules;
import dev.vireo.ramcloud.store.Shard;
import dev.vireo.ramcloud.store.SlotRange;
import dev.vireo.ramcloud.store.Status;
import dev.vireo.ramcloud.store.Tables;
import dev.vireo.ramcloud.store.WriteOptions;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an owner writes once more, as its follower takes it. */
class ShardMemoryTest {
  private static final long TABLE = 1;
  private static final byte[] KEY = "key".getBytes(StandardCharsets.UTF_8);
  private static final byte[] LOG_KEY = LogKeys.of(EntryKind.OBJECT, TABLE, KEY);

  private final Shard owner = shard();
  private final Shard follower = shard();
  private final ShardMemory ofOwner = new ShardMemory(owner);
  private final ShardMemory ofFollower = new ShardMemory(follower);
  private final Outcome out = new Outcome();

  private static Shard shard() {
    Shard shard =
        new Shard(
            new MemoryConfig(16 << 20, 1 << 20, 0.25),
            System::currentTimeMillis,
            MutationSink.NONE,
            client -> true);
    shard.adopt(Tables.none().create("db0", Durability.LOG));
    return shard;
  }

  @AfterEach
  void close() {
    owner.close();
    follower.close();
  }

  @Test
  void a_removal_whose_first_try_failed_removes_at_the_follower_too() {
    ofOwner.tablets(1);
    ofFollower.tablets(1);
    owner.open(SlotRange.ALL);
    owner.ready(SlotRange.ALL);
    owner.write(TABLE, ByteSpan.of(KEY), ByteSpan.of("v"), WriteOptions.PLAIN, out);
    LogItem written = ofOwner.current(0, LOG_KEY);
    assertThat(written).isNotNull();
    if (written != null) {
      assertThat(ofFollower.replay(0, written)).isNull();
    }
    owner.remove(TABLE, ByteSpan.of(KEY), RejectRules.NONE, null, out);
    // What is sent for a key that the owner has nothing of any more.
    assertThat(ofOwner.current(0, LOG_KEY)).isNull();
    assertThat(ofFollower.replay(0, new LogItem(LOG_KEY, new byte[0], true))).isNull();
    assertThat(ofFollower.ready(0)).isNull();
    assertThat(follower.read(TABLE, ByteSpan.of(KEY), RejectRules.NONE, out))
        .isEqualTo(Status.OBJECT_DOESNT_EXIST);
  }
}
