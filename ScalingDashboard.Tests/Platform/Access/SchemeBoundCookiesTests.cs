using Microsoft.AspNetCore.Http;
using ScalingDashboard.Platform.Access.Sessions;

namespace ScalingDashboard.Tests.Platform.Access;

[Trait("Ring", "Unit")]
public sealed class SchemeBoundCookiesTests
{
    [Theory]
    [InlineData("https", "__Host-session=")]
    [InlineData("http", "session=")]
    public void The_prefix_goes_with_https(string scheme, string start)
    {
        var context = new DefaultHttpContext { Request = { Scheme = scheme } };
        new SchemeBoundCookies().AppendResponseCookie(context, "session", "value", new() { Secure = scheme == "https", Path = "/" });
        context.Response.Headers.SetCookie.ToString().ShouldStartWith(start);
    }

    [Fact]
    public void A_cookie_without_the_prefix_is_not_read_over_https()
    {
        var context = new DefaultHttpContext { Request = { Scheme = "https" } };
        context.Request.Headers.Cookie = "session=planted";
        new SchemeBoundCookies().GetRequestCookie(context, "session").ShouldBeNull();
    }
}
