using CsCheck;
using Hippique.Sources.Http;

namespace Hippique.Sources.Tests.Http;

public sealed class RobotsRulesTests
{
    private const string File = """
        # comment
        User-agent: Googlebot
        Disallow: /

        User-agent: *
        Disallow: /private/
        Allow: /private/open
        Disallow: /*.pdf$
        Disallow: /a%c3%a9
        Crawl-delay: 10

        Sitemap: https://www.example.com/sitemap.xml
        """;

    [Theory]
    [InlineData("/", true)]
    [InlineData("/private/x", false)]
    [InlineData("/private/open/x", true)]
    [InlineData("/a/b.pdf", false)]
    [InlineData("/a/b.pdf?x=1", true)]
    [InlineData("/a%C3%A9", false)]
    [InlineData("/aé", false)]
    [InlineData("/fr/course/2025-11-20/R1C1-x", true)]
    public void Allows_RulesForEverybody_LongestMatchDecides(string path, bool allowed) =>
        RobotsRules.Parse(File, "HippiqueOrchestrator").Allows(path).ShouldBe(allowed);

    [Fact]
    public void Parse_GroupOfOurName_IsUsedAloneAndInAnyCase()
    {
        var rules = RobotsRules.Parse(
            "User-agent: *\nDisallow: /\n\nuser-AGENT: hippiqueorchestrator\nuser-agent: other\ndisallow: /x\n\nUser-agent: HippiqueOrchestrator\nDisallow: /y",
            "HippiqueOrchestrator"
        );

        rules.Allows("/").ShouldBeTrue();
        rules.Allows("/x1").ShouldBeFalse();
        rules.Allows("/y").ShouldBeFalse();
    }

    [Fact]
    public void Parse_OurNameWithoutARule_AllowsEverything() =>
        RobotsRules
            .Parse("User-agent: *\nDisallow: /\n\nUser-agent: HippiqueOrchestrator\nDisallow:", "HippiqueOrchestrator")
            .Allows("/x")
            .ShouldBeTrue();

    [Fact]
    public void Allows_SameLength_TheOneThatAllowsWins() =>
        RobotsRules.Parse("User-agent: *\nDisallow: /page\nAllow: /page", "x").Allows("/page").ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("<html>not found</html>")]
    [InlineData("Disallow: /")]
    public void Parse_NoGroupAtAll_AllowsEverything(string text) => RobotsRules.Parse(text, "x").Allows("/a").ShouldBeTrue();

    [Fact]
    public void Allows_PatternsOfManyStars_EndInTime()
    {
        var rules = RobotsRules.Parse("User-agent: *\nDisallow: /" + string.Concat(Enumerable.Repeat("*a", 200)) + "b$", "x");

        rules.Allows("/" + new string('a', 5000)).ShouldBeTrue();
    }

    [Fact]
    public void Allows_AnyPattern_AgreesWithAPlainRecursiveMatch()
    {
        var letters = Gen.OneOf(Gen.Const('a'), Gen.Const('b'), Gen.Const('*'), Gen.Const('/'));
        Gen.Select(letters.Array[0, 7], Gen.OneOf(Gen.Const('a'), Gen.Const('b'), Gen.Const('/')).Array[0, 9], Gen.Bool)
            .Sample(
                (pattern, path, anchored) =>
                {
                    var rule = "/" + new string(pattern) + (anchored ? "$" : "");
                    var asked = "/" + new string(path);
                    RobotsRules
                        .Parse($"User-agent: *\nDisallow: {rule}", "x")
                        .Allows(asked)
                        .ShouldBe(!Matches(rule, asked), $"{rule} on {asked}");
                }
            );
    }

    private static bool Matches(string pattern, string path) =>
        pattern switch
        {
            "" => true,
            "$" => path.Length == 0,
            ['*', .. var rest] => Enumerable.Range(0, path.Length + 1).Any(skip => Matches(rest, path[skip..])),
            _ => path.Length > 0 && path[0] == pattern[0] && Matches(pattern[1..], path[1..]),
        };
}
