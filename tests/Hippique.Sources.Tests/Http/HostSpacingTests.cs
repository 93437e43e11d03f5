using Hippique.Sources.Http;
using Hippique.Sources.Tests.Recording;
using Hippique.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Http;

public sealed class HostSpacingTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 11, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _clock = new(Noon);
    private readonly TemporaryFolder _folder = new();
    private readonly LinesLogger<PoliteClient> _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Another_process_waits_for_what_is_left_of_the_distance()
    {
        await StartAsync();
        _clock.Advance(TimeSpan.FromMilliseconds(300));

        var opening = Spacing().OpenAsync(Second, Nobody, Token);
        opening.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(600));
        opening.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(100));

        await (await opening)!.DisposeAsync();
    }

    [Fact]
    public async Task Distance_counts_to_the_fraction_of_a_millisecond()
    {
        _clock.SetUtcNow(Noon.AddTicks(1));
        await StartAsync();
        _clock.Advance(Second - TimeSpan.FromTicks(2));

        var opening = Spacing().OpenAsync(Second, Nobody, Token);
        opening.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        await (await opening)!.DisposeAsync();
    }

    [Fact]
    public async Task Clock_that_was_put_back_costs_one_distance()
    {
        await StartAsync();
        var earlier = new FakeTimeProvider(Noon.AddHours(-1));
        var opening = new HostSpacing(_folder.Path, "site.example", earlier, RealTime.Instance, _log).OpenAsync(Second, Nobody, Token);
        opening.IsCompleted.ShouldBeFalse();

        earlier.Advance(Second);

        await (await opening)!.DisposeAsync();
    }

    [Fact]
    public async Task Host_is_held_until_the_request_has_started()
    {
        var first = await Spacing().OpenAsync(Second, Nobody, Token);
        var opening = Spacing().OpenAsync(Second, Nobody, Token);
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        opening.IsCompleted.ShouldBeFalse();

        await first!.DisposeAsync();
        _clock.Advance(TimeSpan.FromMilliseconds(100));

        await (await opening)!.DisposeAsync();
    }

    [Fact]
    public async Task Other_host_is_not_waited_for()
    {
        await StartAsync();

        await using var slot = await new HostSpacing(_folder.Path, "other.example:8080", _clock, RealTime.Instance, _log).OpenAsync(
            Second,
            Nobody,
            Token
        );

        Directory
            .GetFiles(_folder.Path)
            .Select(Path.GetFileName)
            .Order(StringComparer.Ordinal)
            .ShouldBe([".other.example_8080.lock", ".site.example.lock"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-03-10T11:00")]
    [InlineData("a file that somebody else wrote, and longer than a line")]
    public async Task File_that_does_not_read_makes_nobody_wait(string text)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, ".site.example.lock"), text, Token);

        await (await Spacing().OpenAsync(Second, Nobody, Token))!.DisposeAsync();

        _log.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Folder_that_cannot_be_used_is_said_once()
    {
        var file = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(file, "not a folder", Token);
        var spacing = new HostSpacing(file, "site.example", _clock, RealTime.Instance, _log);

        await using var first = await spacing.OpenAsync(Second, Nobody, Token);
        await first!.StartsAsync();
        await using var second = await spacing.OpenAsync(Second, Nobody, Token);

        _log.Lines.ShouldHaveSingleItem().ShouldContain("kept by this process alone");
    }

    [Fact]
    public async Task One_that_waits_for_another_process_lets_whoever_is_more_urgent_go_first()
    {
        await StartAsync();
        var opening = Spacing().OpenAsync(Second, () => true, Token);

        _clock.Advance(Second);

        (await opening).ShouldBeNull();
    }

    private static bool Nobody() => false;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HostSpacing Spacing() => new(_folder.Path, "site.example", _clock, RealTime.Instance, _log);

    private async Task StartAsync()
    {
        await using var slot = await Spacing().OpenAsync(Second, Nobody, Token);
        await slot!.StartsAsync();
    }
}
