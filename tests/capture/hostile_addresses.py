"""Addresses that nobody is to be led to, by what is wrong with them; and ordinary ones."""

# Texts of addresses that are refused as they are read.
TEXTS = {
    "scheme": """
        ftp://host.org/ file:///etc/passwd gopher://host.org:70/1 javascript:alert(1)
        data:text/html,x //host.org/ host.org http:/host.org http:host.org https:///host.org/ ws://host.org/
        http+unix://%2Fvar%2Frun%2Fdocker.sock/info jar:http://host.org!/
        view-source:http://host.org
        mailto:a@host.org blob:https://host.org/1 httpss://host.org/ dict://host.org:2628/d:x
    """,
    "user": """
        http://user@host.org/ http://user:secret@host.org/ https://host.org@127.0.0.1/
        http://host.org:80@10.0.0.1/ http://@host.org/ http://:@host.org/ http://a@b@host.org/
    """,
    "percent": """
        http://127.0.0.1%2f.host.org/ http://host%2eorg/ http://%31%32%37.0.0.1/ http://[fe80::1%25eth0]/
        http://host.org%00.evil.org/ http://host.org%23@evil.org/ http://%6c%6f%63alhost/
    """,
    "port": """
        http://host.org:22/ http://host.org:8080/ https://host.org:80/ http://host.org:443/
        http://host.org:0/ http://host.org:65536/ http://host.org:-80/ http://host.org:0080/
        http://host.org:80:80/ http://host.org:6379/ http://host.org:٨٠/ http://host.org:+80/
        http://[2606:4700::1111]:22/
    """,
    "numbers not written plainly": """
        http://2130706433/ http://0x7f000001/ http://017700000001/ http://0x7f.0.0.1/
        http://0177.0.0.1/ http://127.1/ http://127.0.1/ http://0/ http://00000000/ http://0x0/
        http://127.0.0.01/ http://127.000.000.001/ http://0x7f.0x0.0x0.0x1/ http://127.0.0.0x1/
        http://3232235777/ http://0xC0A80101/ http://192.168.257/ http://10.0x1/ http://1.2.3/
        http://256.256.256.256/ http://1.2.3.4.5/ http://8.8.8.8./ http://127.0.0.1./ http://0xffffffff/
        http://4294967296/ http://0x100000000/ http://169.254.43518/ http://0xa9fea9fe/
        http://025177524776/ http://2852039166/ http://a.1/ http://host.0x1/ http://[127.0.0.1]/
        http://[::1/ http://[::1]x/ http://[v1.a]/ http://[::ffff:127.0.0.1.1]/ http://[]/
        http://[1:2:3:4:5:6:7:8:9]/ http://0x.0x.0x.0x/ http://1e3.1e3.1e3.1/
    """,
    "private numbers": """
        http://127.0.0.1/ http://127.255.255.254/ http://10.0.0.1/ http://172.16.0.1/
        http://172.31.255.255/ http://192.168.0.1/ http://169.254.169.254/latest/meta-data/
        http://100.64.0.1/ http://100.100.100.200/ http://192.0.0.192/ http://192.0.2.1/
        http://198.18.0.1/ http://198.51.100.1/ http://203.0.113.1/ http://224.0.0.1/ http://240.0.0.1/
        http://255.255.255.255/ http://0.0.0.0/ http://0.1.2.3/ http://168.63.129.16/
        http://192.80.8.124/ http://192.88.99.1/ http://192.31.196.1/ http://192.52.193.1/
        http://192.175.48.1/ http://[::1]/ http://[::]/ http://[0:0:0:0:0:0:0:1]/
        http://[::ffff:127.0.0.1]/ http://[::ffff:7f00:1]/ http://[::ffff:8.8.8.8]/
        http://[::127.0.0.1]/ http://[::ffff:0:127.0.0.1]/ http://[64:ff9b::7f00:1]/
        http://[64:ff9b::127.0.0.1]/ http://[64:ff9b:1::10.0.0.1]/ http://[2002:7f00:1::]/
        http://[2002:a00:1::1]/ http://[2001::1]/ http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/
        http://[2001:db8::1]/ http://[3fff::1]/ http://[3fff:fff::1]/ http://[fe80::1]/
        http://[fec0::1]/ http://[fc00::1]/ http://[fd00:ec2::254]/ http://[fd20:ce::254]/
        http://[ff02::1]/ http://[100::1]/ http://[5f00::1]/ http://[2001:10::1]/ http://[2001:20::1]/
        http://[4000::1]/ http://[1fff::1]/
    """,
    "names of one part": """
        http://localhost/ http://LOCALHOST/ http://intranet/ http://router/ http://metadata/
        http://localhost./ http://kubernetes/ http://wpad/
    """,
    "special names": """
        http://a.localhost/ http://printer.local/ http://host.test/ http://host.invalid/
        http://host.example/ http://abcdefghij234567.onion/ http://nas.home.arpa/
        http://1.0.0.127.in-addr.arpa/ http://metadata.google.internal/computeMetadata/v1/
        http://metadata.goog/ http://db.internal/ http://x.lan/ http://x.corp/ http://x.home/
        http://x.mail/ http://x.intranet/ http://x.private/ http://x.localdomain/ http://x.alt/
        http://METADATA.GOOGLE.INTERNAL/ http://a.localhost./ http://instance-data.ec2.internal/
    """,
    "names that are none": """
        http:/// http://./ http://../ http://a..org/ http://.host.org/ http://-host.org/
        http://host-.org/ http://host.org../ http://ho!st.org/ http://ho*st.org/ http://[host.org]/
        http://host,org/a http://ho'st.org/ http://host.-org/ http://$host.org/ http://h(o)st.org/
    """,
    "names that read like others": """
        http://１２７.０.０.１/ http://①②⑦.⓪.⓪.①/ http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/ http://host。org/ http://host｡org/
        http://host．org/ http://ｈost.org/ http://℀.org/ http://℅.org/ http://a℻.org/ http://ﬁle.org/
        http://xn--a/ http://xn--0.org/ http://xn--host-.org/ http://xn--evil-org-9d0b.%s/
        http://xn--zn7c.com/ http://ab--cd.org/ http://host\u200b.org/ http://ho\u00adst.org/
        http://ho\u202est.org/ http://host\u2060.org/ http://١٢٧.٠.٠.١/ http://१२७.०.०.१/
        http://ho\u2024st.org/ http://𝐡ost.org/ http://ho\ufe52st.org/ http://ho\u0378st.org/
        http://☃.net/ http://xn--n3h.net/ http://ho/st.org@/ http://\u0301host.org/
    """.replace(" http://ho/st.org@/", "").replace(" http://xn--evil-org-9d0b.%s/", ""),
}
# Those with what a list divided by spaces cannot hold.
ODD = (
    " http://host.org/",
    "http://host.org/ ",
    "http://host.org/a b",
    "http://host.org\t/",
    "ht\ntp://host.org/",
    "http://host.org\r\nHost: evil.org/",
    "http://host.org/\r\n\r\nGET /x",
    "http://host.org\\@127.0.0.1/",
    "http:\\\\host.org\\",
    "http://host.org\x00.evil.org/",
    "http://host.org/\x7f",
    "http://host.org/\x85",
    "http://host.org/\ud800",
    "http://ho\u00a0st.org/",
    "http://ho\u3000st.org/",
    "http://host.org/\u2028",
    f"http://{'a' * 64}.org/",
    f"http://{'a.' * 130}org/",
    f"http://host.org/{'a' * 5000}",
    "",
    "http://",
    "http://?",
    "http://#",
)
# What a name may lead to, some of it beside a public address: the name is refused.
REBOUND = (
    *("127.0.0.1", "10.1.2.3", "192.168.1.1", "172.20.0.1", "169.254.169.254", "0.0.0.0"),
    *("100.100.100.200", "168.63.129.16", "192.0.0.8", "198.19.0.1", "255.255.255.255"),
    *("224.0.0.251", "240.1.1.1", "::1", "::", "::ffff:127.0.0.1", "::ffff:1.1.1.1"),
    *("64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "2001:db8::1", "3fff::1"),
    *("fe80::1", "fe80::1%eth0", "2606:4700::1111%eth0", "fd00:ec2::254", "fec0::1", "ff02::1"),
)
PUBLIC = ("93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946")
ORDINARY = {
    "https://www.amnesty.org/en/documents/mde24/7752/2024/en/": "www.amnesty.org",
    "http://example.com": "example.com",
    "https://example.org:443/?q=1#part": "example.org",
    "http://example.org:80/a/../b": "example.org",
    "http://example.org:/": "example.org",
    "HTTPS://EXAMPLE.ORG/": "example.org",
    "https://anfarabic.com/الأخبار": "anfarabic.com",
    "https://موقع.وزارة-الاتصالات.مصر/": "xn--4gbrim.xn----ymcbaaajlc6dj7bxne2c.xn--wgbh1c",
    "https://faß.de/": "xn--fa-hia.de",
    "https://xn--fa-hia.de/": "xn--fa-hia.de",
    "https://bücher.ch/": "xn--bcher-kva.ch",
    "https://a_b.example.org/": "a_b.example.org",
    "https://example.org./": "example.org.",
    "http://8.8.8.8/": "8.8.8.8",
    "http://[2606:4700:4700::1111]/": "2606:4700:4700::1111",
    "http://[2606:4700:4700:0:0:0:0:1111]:80/": "2606:4700:4700::1111",
    "https://1984.org/": "1984.org",
    "https://127.0.0.1.nip.io/": "127.0.0.1.nip.io",
    "https://web.archive.org/web/2024/https://example.org/": "web.archive.org",
    "https://xn--80ak6aa92e.com/": "xn--80ak6aa92e.com",
    "https://example.org/100%": "example.org",
    "https://example.org/@name": "example.org",
    "https://example.org?a@b": "example.org",
}


def texts():
    found = [one for group in TEXTS.values() for one in group.split()]
    return [*found, *ODD]
