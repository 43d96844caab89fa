using ScalingDashboard.Features.Account;

namespace ScalingDashboard.Tests.Features.Account;

[Trait("Ring", "Unit")]
public sealed class ReturnUrlTests
{
    /// <summary>Addresses that some browser reads as another site, as a script, or as nothing at all.</summary>
    public static readonly TheoryData<string?> Foreign = new(
        null, "", " ", "evil.example", "//evil.example", "///evil.example", "////evil.example", @"/\evil.example", @"\/evil.example",
        @"\\evil.example", @"/\/evil.example", @"/\\evil.example", "https:evil.example", "https://evil.example", "http:/evil.example",
        "HTTPS://evil.example", "ftp://evil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)",
        "java\tscript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)", "%2f%2fevil.example",
        "%2F%2Fevil.example", "%5cevil.example", "/\t/evil.example", "/\n/evil.example", "/\r\n/evil.example", "/\r\nSet-Cookie: a=b",
        "\t//evil.example", " //evil.example", "/ /evil.example", "\0//evil.example", "/\0/evil.example", "\u00a0//evil.example",
        "/\u2028/evil.example", "\uff0f\uff0fevil.example", "/\uff0fevil.example", "/\u0e01/..//evil.example", "?next=//evil.example",
        "#//evil.example", "~//evil.example", "@evil.example", "user:pass@evil.example", "http://xn--evil-example-", "//xn--80ak6aa92e.example",
        "//[::1]/", "//127.0.0.1", "/" + "\\" + "xn--80ak6aa92e.example", "file:///etc/hostname", "blob:https://evil.example/1");

    [Theory]
    [MemberData(nameof(Foreign))]
    public void An_address_that_leads_away_is_replaced(string? url) => ReturnUrl.Safe(url).ShouldBe(ReturnUrl.Home);

    [Theory]
    [InlineData("/")]
    [InlineData("/metric/impact.revenue.ai?period=12m&region=EMEA&unit=FIN-DE")]
    [InlineData("/?asOf=2026-11-02T10%3A00%3A00Z")]
    [InlineData("/%2f%2fevil.example")]
    [InlineData("/reports#latest")]
    public void An_address_of_ours_is_kept(string url) => ReturnUrl.Safe(url).ShouldBe(url);

    [Fact]
    public void An_endless_address_is_replaced() => ReturnUrl.Safe("/" + new string('a', 5_000)).ShouldBe(ReturnUrl.Home);
}
