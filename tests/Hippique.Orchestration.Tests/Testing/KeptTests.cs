using Hippique.Testing;

namespace Hippique.Orchestration.Tests.Testing;

/// <summary>Regression: a test that joined the output of a running process failed with an index out of range, because a line came while the two parts were counted.</summary>
public sealed class KeptTests
{
    private readonly Kept<int> _kept = new();

    [Fact]
    public void What_was_read_stays_as_it_was_when_more_comes()
    {
        _kept.Add(1).ShouldBe(1);
        var read = _kept.All;

        _kept.Add(2).ShouldBe(2);

        read.ShouldBe([1]);
        _kept.All.ShouldBe([1, 2]);
        _kept.Clear();
        _kept.All.ShouldBeEmpty();
        read.ShouldBe([1]);
    }

    [Fact]
    public async Task Two_readings_are_joined_while_another_thread_adds()
    {
        var adding = Task.Run(
            () =>
            {
                for (var i = 0; i < 20_000; i++)
                    _kept.Add(i);
            },
            TestContext.Current.CancellationToken
        );

        do
        {
            int[] joined = [.. _kept.All, .. _kept.All];
            joined.Count(i => i == 0).ShouldBeLessThanOrEqualTo(2);
        } while (!adding.IsCompleted);

        await adding;
        _kept.All.ShouldBe(Enumerable.Range(0, 20_000));
    }
}
