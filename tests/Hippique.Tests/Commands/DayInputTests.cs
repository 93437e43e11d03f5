using Hippique.Commands;

namespace Hippique.Tests.Commands;

public sealed class DayInputTests
{
    [Theory]
    [InlineData("06/12/2025", "2025-12-06")]
    [InlineData("6/12/2025", "2025-12-06")]
    [InlineData("6.12.2025", "2025-12-06")]
    [InlineData(" 29/02/2024 ", "2024-02-29")]
    [InlineData("demain", "tomorrow")]
    [InlineData("Aujourd'hui", "today")]
    [InlineData("aujourd’hui", "today")]
    public void A_french_day_is_what_the_service_reads(string typed, string normal) => DayInput.Normal(typed).ShouldBe(normal);

    [Theory]
    [InlineData("2025-12-06")]
    [InlineData("29/02/2025")]
    [InlineData("12/31/2025")]
    [InlineData("never")]
    [InlineData(null)]
    public void Anything_else_stays_as_it_is(string? typed) => DayInput.Normal(typed).ShouldBe(typed);
}
