using System.Globalization;
using Hippique.Explaining;
using Hippique.Gpi.Guards;

namespace Hippique.Tests.Explaining;

public sealed class GuardWordsTests
{
    [Theory]
    [InlineData(8.185, "8,2")]
    [InlineData(7.0, "7")]
    [InlineData(7.001, "7,1")]
    [InlineData(6.8, "6,8")]
    [InlineData(10.002, "10,1")]
    public void Age_of_prices_is_told_to_a_tenth_of_a_minute_and_a_refused_one_never_as_the_allowed_one(double minutes, string told)
    {
        var words = new GuardWords(new AccountWords(CultureInfo.GetCultureInfo("fr-FR")));
        var guard = new GuardVerdict
        {
            Code = GuardCode.OddsFresh,
            Value = minutes,
            Threshold = 7,
            Passed = minutes <= 7,
            Blocks = GuardScope.All,
        };

        words.Finding(guard).ShouldBe($"mesuré {told}, seuil 7");
    }
}
