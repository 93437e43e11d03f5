using Hippique.Doctor.Cloud;

namespace Hippique.Tests.Doctor;

/// <summary>The day's peak, against which the queue's rate is judged.</summary>
public sealed class RateLimitCheckTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 11, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(new int[0], 60, 0, 0)]
    [InlineData(new[] { 0 }, 60, 1, 1)]
    [InlineData(new[] { 0, 59, 60 }, 60, 2, 3)]
    [InlineData(new[] { 60, 0, 59 }, 0, 2, 2)]
    [InlineData(new[] { 0, 0, 0, 300, 301 }, 120, 3, 3)]
    [InlineData(new[] { 0, 50, 100, 150 }, 120, 2, 3)]
    public void PeakOf_CountsWithinAMinute_AndWithinTheLeadAndTheWork(int[] seconds, int lead, int inAMinute, int atOnce) =>
        RateLimitCheck.PeakOf([.. seconds.Select(at => Noon.AddSeconds(at))], TimeSpan.FromSeconds(lead)).ShouldBe((inAMinute, atOnce));
}
