using Hippique.Hosting.Logging;

namespace Hippique.Tests.Hosting;

public sealed class TraceContextTests
{
    private const string Trace = "105445aa7843bc8bf206b12000100000";

    [Theory]
    // The example of the W3C's recommendation, and of Cloud Trace's documentation.
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", null, "0af7651916cd43dd8448eb211c80319c b7ad6b7169203331 True")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00", null, "0af7651916cd43dd8448eb211c80319c b7ad6b7169203331 False")]
    [InlineData(
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03-more",
        null,
        "0af7651916cd43dd8448eb211c80319c b7ad6b7169203331 True"
    )]
    [InlineData(null, Trace + "/1;o=1", Trace + " 0000000000000001 True")]
    [InlineData(null, Trace + "/18446744073709551615;o=0", Trace + " ffffffffffffffff False")]
    [InlineData(null, "105445AA7843BC8BF206B12000100000", Trace + "  False")]
    [InlineData("nonsense", Trace + "/1", Trace + " 0000000000000001 False")]
    [InlineData(
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        Trace + "/1;o=1",
        "0af7651916cd43dd8448eb211c80319c b7ad6b7169203331 True"
    )]
    public void A_sound_header_is_read(string? traceParent, string? cloud, string expected)
    {
        var trace = TraceContext.Read(traceParent, cloud).ShouldNotBeNull();

        $"{trace.TraceId} {trace.SpanId} {trace.Sampled}".ShouldBe(expected);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", null)]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01", null)]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", null)]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01", null)]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\n", null)]
    [InlineData(null, "00000000000000000000000000000000/1;o=1")]
    [InlineData(null, Trace + "/x;o=1")]
    [InlineData(null, "../../projects/other/traces/" + Trace)]
    public void Anything_else_is_no_trace(string? traceParent, string? cloud) => TraceContext.Read(traceParent, cloud).ShouldBeNull();
}
