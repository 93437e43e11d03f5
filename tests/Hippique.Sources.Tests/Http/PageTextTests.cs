using System.Text;
using Hippique.Sources.Http;

namespace Hippique.Sources.Tests.Http;

public sealed class PageTextTests
{
    private static readonly byte[] Latin = [.. "<html>"u8, 0xe9, 0x80, .. "</html>"u8];

    [Theory]
    [InlineData(null)]
    [InlineData("iso-8859-1")]
    [InlineData("utf-8")]
    [InlineData("no-such-charset")]
    public void Decode_ValidUtf8_IsUtf8WhateverItsLabelSays(string? label) =>
        PageText.Decode(Encoding.UTF8.GetBytes("Prix d'été €"), label).ShouldBe("Prix d'été €");

    [Theory]
    [InlineData(null)]
    [InlineData("iso-8859-1")]
    [InlineData("\"windows-1252\"")]
    [InlineData("x-unknown")]
    public void Decode_LatinBytes_AreReadAsBrowsersReadThem(string? label) => PageText.Decode(Latin, label).ShouldBe("<html>é€</html>");

    [Fact]
    public void Decode_LabelInTheHead_CountsWhereTheHeaderIsSilent()
    {
        byte[] page = [.. "<meta charset=\"iso-8859-15\">"u8, 0xa4];

        PageText.Decode(page, null).ShouldEndWith("€");
    }

    [Fact]
    public void Decode_ByteOrderMarks_AreObeyedAndTakenOff()
    {
        PageText.Decode([0xef, 0xbb, 0xbf, .. "é"u8], "iso-8859-1").ShouldBe("é");
        PageText.Decode([0xff, 0xfe, .. Encoding.Unicode.GetBytes("é")], null).ShouldBe("é");
        PageText.Decode([0xfe, 0xff, .. Encoding.BigEndianUnicode.GetBytes("é")], null).ShouldBe("é");
    }

    [Fact]
    public void Decode_BrokenUtf8UnderItsOwnLabel_KeepsTheRest() =>
        PageText.Decode([(byte)'a', 0xff, (byte)'b'], "utf-8").ShouldBe("a\ufffdb");
}
