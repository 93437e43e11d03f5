using Hippique.Orchestration.Artifacts;
using Hippique.Rehearsal;

namespace Hippique.Tests.Rehearsal;

/// <summary><c>rehearsal.json</c>.</summary>
public sealed class RehearsalAnchorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-anchor-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_read_is_what_was_written()
    {
        var anchor = InventedAnchor.Of("day", speed: 0.1 + 0.2 + 1);
        anchor.TryWrite(_folder).ShouldBeTrue();
        var read = RehearsalAnchor.Find(_folder).ShouldNotBeNull();
        ArtifactJson.Write(read).ShouldBe(ArtifactJson.Write(anchor));
        (read.Speed, read.StartedAt).ShouldBe((anchor.Speed, anchor.StartedAt));
        Directory.GetFiles(_folder).ShouldHaveSingleItem();
    }

    [Fact]
    public void Of_two_processes_that_begin_at_once_the_first_one_counts()
    {
        InventedAnchor.Of("day").TryWrite(_folder).ShouldBeTrue();
        (InventedAnchor.Of("day") with { Id = "other" }).TryWrite(_folder).ShouldBeFalse();
        RehearsalAnchor.Find(_folder)!.Id.ShouldBe("4f0c");
        Directory.GetFiles(_folder).ShouldHaveSingleItem();
    }

    [Fact]
    public void Two_processes_read_the_same_time()
    {
        var anchor = InventedAnchor.Of("day");
        anchor.TryWrite(_folder);
        var (own, other) = (anchor.Clock(), RehearsalAnchor.Find(_folder)!.Clock());
        var before = own.GetUtcNow();
        var between = other.GetUtcNow();
        between.ShouldBeInRange(before, own.GetUtcNow());
    }

    [Fact]
    public void A_folder_without_one_is_no_rehearsal() => RehearsalAnchor.Find(_folder).ShouldBeNull();

    [Fact]
    public void A_file_that_is_something_else_is_named()
    {
        File.WriteAllText(Path.Combine(_folder, RehearsalAnchor.FileName), "{}");
        Should.Throw<ArtifactException>(() => RehearsalAnchor.Find(_folder)).Message.ShouldContain(RehearsalAnchor.FileName);
    }
}
