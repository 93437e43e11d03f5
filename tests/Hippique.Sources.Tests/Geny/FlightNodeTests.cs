using System.Text;
using Hippique.Sources.Geny;

namespace Hippique.Sources.Tests.Geny;

public sealed class FlightNodeTests
{
    [Fact]
    public void Values_are_read_by_their_kind()
    {
        var node = Read("""0:{"a":" x ","b":7,"c":1.5,"d":null,"e":[1,2],"f":9876543210,"g":"  "}""");

        (node["a"].Text, node["b"].Whole, node["c"].Number, node["f"].Long).ShouldBe(("x", 7, 1.5, 9876543210));
        node["e"].Items.Select(item => item.Whole).ShouldBe([1, 2]);
        (node["a"].Whole, node["b"].Text, node["f"].Whole, node["c"].Whole).ShouldBe((null, null, null, null));
        node["d"].IsNothing.ShouldBeTrue();
        node["g"].Text.ShouldBeNull();
        node["missing"]["of"]["it"].IsNothing.ShouldBeTrue();
        node["b"].Items.ShouldBeEmpty();
    }

    [Fact]
    public void References_lead_to_rows_and_to_parts_of_them()
    {
        var node = Read(
            """0:{"plain":"$1","lazy":"$L1","promise":"$@1","part":"$1:names:1","through":"$2:other:names:0","element":"$3:props:x"}""",
            """1:{"names":["Ambre","Bois"]}""",
            """2:{"other":"$1"}""",
            """3:["$","div","k",{"x":5}]"""
        );

        foreach (var name in new[] { "plain", "lazy", "promise" })
            node[name]["names"].Items.Select(item => item.Text).ShouldBe(["Ambre", "Bois"]);
        (node["part"].Text, node["through"].Text, node["element"].Whole).ShouldBe(("Bois", "Ambre", 5));
    }

    [Fact]
    public void Text_rows_are_texts_of_their_length_in_bytes()
    {
        var node = Read("0:{\"a\":\"$1\",\"b\":\"$2\",\"part\":\"$1:0\"}", "1:T5,Été2:\"x\"");

        (node["a"].Text, node["b"].Text).ShouldBe(("Été", "x"));
        node["part"].IsNothing.ShouldBeTrue();
    }

    [Theory]
    [InlineData("$undefined")]
    [InlineData("$NaN")]
    [InlineData("$99")]
    [InlineData("$0:nothing")]
    [InlineData("$1:7")]
    [InlineData("$1:-1")]
    [InlineData("$1:x")]
    [InlineData("$0:a")]
    public void Reference_that_leads_nowhere_or_in_a_circle_is_nothing(string reference) =>
        Read($"0:{{\"a\":\"{reference}\"}}", "1:[1,2]")["a"].IsNothing.ShouldBeTrue();

    [Fact]
    public void Doubled_dollar_is_a_dollar() => Read("""0:{"a":"$$12","b":"$"}""")["a"].Text.ShouldBe("$12");

    [Theory]
    [InlineData("0:{}\n1:T10,abc", true)]
    [InlineData("0:{}\nno row", true)]
    [InlineData("0:{}\n1:[]\n", false)]
    public void Payload_that_ends_inside_a_row_is_cut(string payload, bool cut) =>
        FlightRows.Split(Encoding.UTF8.GetBytes(payload)).Cut.ShouldBe(cut);

    private static FlightNode Read(params string[] rows)
    {
        var split = FlightRows.Split(Encoding.UTF8.GetBytes(string.Join('\n', rows) + "\n"));
        return FlightNode.Of(split, split.Json("0").ShouldNotBeNull());
    }
}
