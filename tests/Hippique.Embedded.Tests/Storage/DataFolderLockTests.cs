using Hippique.Embedded.Storage;

namespace Hippique.Embedded.Tests.Storage;

public sealed class DataFolderLockTests
{
    [Fact]
    public void A_folder_is_held_by_one_and_free_again_afterwards()
    {
        var folder = Directory.CreateTempSubdirectory("hippique-lock-").FullName;
        try
        {
            DataFolderLock.IsInUse(folder).ShouldBeFalse();
            using (DataFolderLock.TryTake(folder).ShouldNotBeNull())
            {
                DataFolderLock.TryTake(folder).ShouldBeNull();
                DataFolderLock.IsInUse(folder).ShouldBeTrue();
            }
            DataFolderLock.IsInUse(folder).ShouldBeFalse();
            using var again = DataFolderLock.TryTake(folder).ShouldNotBeNull();
            again.WasKilled.ShouldBeFalse();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Whether_the_last_one_was_killed_is_seen_once()
    {
        var folder = Directory.CreateTempSubdirectory("hippique-lock-").FullName;
        try
        {
            using (DataFolderLock.TryTake(folder)) { }
            // As the operating system leaves it when the process dies.
            File.WriteAllText(Path.Combine(folder, "serve.lock"), "held\n");
            DataFolderLock.IsInUse(folder).ShouldBeTrue();
            using (var after = DataFolderLock.TryTake(folder).ShouldNotBeNull())
                after.WasKilled.ShouldBeTrue();
            using var later = DataFolderLock.TryTake(folder).ShouldNotBeNull();
            later.WasKilled.ShouldBeFalse();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_folder_that_is_a_file_is_an_error_and_not_a_lock()
    {
        var file = Path.GetTempFileName();
        try
        {
            Should.Throw<IOException>(() => DataFolderLock.TryTake(file));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
